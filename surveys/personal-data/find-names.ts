import { type Finding, findAll } from "./finding.ts";
import { SURNAME, WORDS_LIKE_NAMES } from "./surnames.ts";

/** Signs that hardly stand in a given name but often follow one, or make a noun of what came before. */
const NOT_GIVEN = "[^\\p{Script=Han}]|[人主户员师家们的了是在很都也没不小区楼房物业说把被给吗呢吧]";
const GIVEN = `(?:(?!${NOT_GIVEN})\\p{Script=Han}){1,2}`;
const NAME = `${SURNAME}${GIVEN}`;

/** What may follow a name: no further sign of a word, or a word that begins a new thought. */
const AFTER =
  "(?=$|[^\\p{Script=Han}]|的|很|非常|特别|态度|服务|说|电话|手机|先生|女士|小姐|师傅|经理|主任|反映|投诉|不|没|太|也|就|给|把|一直|十分|挺|在)";

const LABELS = "姓名|联系人|户主|签名";
const INTRODUCED = `${LABELS}|我是|我叫|本人|名叫|名字是?|房主|经办人|我爱人|我老公|我老婆|我先生|我太太`;
const ROLES =
  "置业顾问|销售顾问|顾问|管家|销售员|客服专员|客服|维修师傅|师傅|保安队长|物业经理|项目经理|经理|主任|业主";
const TITLES = "先生|女士|小姐|太太|老师|阿姨|大爷|大妈|师傅|经理|主任|队长|主管|总监";

function patterns(): readonly RegExp[] {
  const compile = (source: string): RegExp => new RegExp(source, "gu");
  return [
    compile(`(?:${INTRODUCED})[是为叫:：\\s]{0,3}(${NAME})${AFTER}`),
    // after a label only a name can stand, whatever the family is called
    compile(`(?:${LABELS})[是为:：\\s]{0,3}(\\p{Script=Han}{2,4})(?=$|[^\\p{Script=Han}])`),
    compile(`(?:${ROLES})[是为叫:：\\s]{0,3}(${NAME})${AFTER}`),
    // a name and a title: 张思红女士, 王先生; what stands before it must not be part of the same word
    compile(`(?<!\\p{Script=Han})(${NAME})(?:${TITLES})`),
    compile(`(?<!\\p{Script=Han})(${SURNAME})(?:${TITLES})`),
    compile(`(?:请|找|给|让|跟|与|问|由|是|姓|叫|的)(${SURNAME})(?:${TITLES})`),
    // a name beside a number: 邓秀海 120-4703-0509
    compile(`(?<!\\p{Script=Han})(${NAME})(?=[\\s,，:：(（]{0,2}[+\\d])`),
    compile(`\\d{4}[\\s,，)）]{0,2}(${NAME})(?=$|[^\\p{Script=Han}])`),
  ];
}

const PATTERNS = patterns();

/** Every pattern needs one of these; most words of owners have none. */
const SIGNS = new RegExp(`${INTRODUCED}|${ROLES}|${TITLES}|[+\\d]`);

/**
 * Likely personal names in Chinese free text: a family name and a given one after words that introduce a person,
 * beside a title, or beside a telephone number. Nicknames such as 小王 stay: they name nobody outside the place.
 */
export function findNames(text: string): readonly Finding[] {
  if (!SIGNS.test(text)) return [];
  return PATTERNS.flatMap((pattern) => findAll("name", pattern, text)).filter(
    ({ start }) => !WORDS_LIKE_NAMES.has(text.slice(start, start + 2)),
  );
}
