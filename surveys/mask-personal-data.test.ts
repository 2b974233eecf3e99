import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sharedMissing, sharedPath } from "#tests/shared.ts";
import { maskPersonalData } from "./mask-personal-data.ts";

// Every number here is made up: prefixes 120 and 100, area code 99, cards 99, plates 0000A, rooms of no place.

test.each([
  ["请回电12013880307", "请回电〔电话〕"],
  ["请回电120-1388-0307，谢谢", "请回电〔电话〕，谢谢"],
  ["请回电 120 1388 0307", "请回电 〔电话〕"],
  ["请回电+86 12013880307。", "请回电〔电话〕。"],
  ["请回电１２０１３８８０３０７", "请回电〔电话〕"],
  ["请回电一二〇一三八八〇三〇七", "请回电〔电话〕"],
  ["TEL12013880307", "TEL〔电话〕"],
  ["号码120****0307", "号码〔电话〕"],
  ["家里0100-12345678转802", "家里〔电话〕"],
  ["座机：65432100", "座机：〔电话〕"],
])("%s holds a phone number", (text, masked) => {
  expect(maskPersonalData(text).masked).toBe(masked);
});

test.each([
  ["身份证999886200011077175，登记错了", "身份证〔证件号〕，登记错了"],
  ["99959319800616620X", "〔证件号〕"],
  ["999593 19800616 620x", "〔证件号〕"],
  ["旧证999593800616620", "旧证〔证件号〕"],
  ["护照号：E00000000", "护照号：〔证件号〕"],
  ["退款到卡号9907823933396045915", "退款到卡号〔银行卡〕"],
  ["9907 8239 3339 6045 915", "〔银行卡〕"],
  ["账号 9900112233", "账号 〔银行卡〕"],
  ["粤A0000C车主乱停车", "〔车牌〕车主乱停车"],
  ["粤a·0000c", "〔车牌〕"],
  ["新能源沪AD00000", "新能源〔车牌〕"],
  ["发我邮箱 someone.else+1@mail.example.com", "发我邮箱 〔邮箱〕"],
  ["加微信号ownervoice_88", "加微信号〔账号〕"],
  ["QQ:1234567", "QQ:〔账号〕"],
])("%s holds an identity, card, plate or account", (text, masked) => {
  expect(maskPersonalData(text).masked).toBe(masked);
});

test.each([
  ["3号楼2单元1102室漏水", "〔房号〕漏水"],
  ["我住3栋1102，楼上太吵", "我住〔房号〕，楼上太吵"],
  ["三栋二单元八零一总漏水", "〔房号〕总漏水"],
  ["3-1-1102 厨房漏水", "〔房号〕 厨房漏水"],
  ["12-1102室", "〔房号〕"],
  ["1102业主装修到半夜", "〔房号〕装修到半夜"],
  ["家住1102", "家住〔房号〕"],
])("%s holds a room number", (text, masked) => {
  expect(maskPersonalData(text).masked).toBe(masked);
});

test.each([
  ["我是钟敏文", "我是〔姓名〕"],
  ["我叫欧阳敏，住得很好", "我叫〔姓名〕，住得很好"],
  ["联系人：罗梅", "联系人：〔姓名〕"],
  ["姓名 仉督明，请回电", "姓名 〔姓名〕，请回电"],
  ["置业顾问尹平超态度很好", "置业顾问〔姓名〕态度很好"],
  ["张思红女士反映漏水", "〔姓名〕女士反映漏水"],
  ["请找王先生", "请找〔姓名〕先生"],
  ["邓秀海 120-4703-0509，晚上打", "〔姓名〕 〔电话〕，晚上打"],
  ["12013880307钟敏文", "〔电话〕〔姓名〕"],
])("%s holds a name", (text, masked) => {
  expect(maskPersonalData(text).masked).toBe(masked);
});

test.each([
  "物业小王很负责，希望保持",
  "物业费2.8元/平方米太贵，一年3000元",
  "2025年11月30日交房，2026-01-20才修好",
  "18楼电梯等10分钟，停电1234次",
  "打了400-123-4567和95598都没人管",
  "订单BX2026090002一个月没修",
  "我是高层业主，我是老业主",
  "业主方便的话，管家常不在",
  "管家服务很好，管家周末不在",
  "我是刚收房的，我是第一次买房",
  "1号楼大堂积水，2单元门坏了，房屋质量一般",
  "希望:\n(1)增加充电桩,\n(2)修好单元门",
  "1.渗漏\n2.空鼓\n3.门窗",
  "面积128平米，首付50万，贷款30年",
  "新A区和B区之间没有路灯",
  "谢谢 2025 年的维修师傅",
  "优点:绿化好,安静;\n缺点:离地铁远",
  "@SUM(1+9)*cmd =1+1 {{7*7}}",
])("%j is left as it is", (text) => {
  expect(maskPersonalData(text)).toEqual({ masked: text, findings: [] });
});

test("findings say what and where in the original, in order and without overlap", () => {
  const text = "我是钟敏文，住3号楼2单元1102，电话１２０１３８８０３０７";
  const { findings } = maskPersonalData(text);
  expect(findings.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ["name", "钟敏文"],
    ["room", "3号楼2单元1102"],
    ["phone", "１２０１３８８０３０７"],
  ]);
});

test("long hostile texts take no longer than their length asks", () => {
  for (const piece of ["1", "1 ", "1-", "a.", "王", "我是 ", "十", "(0", "姓名：王"]) {
    const text = piece.repeat(20_000);
    expect(maskPersonalData(text).masked.length).toBeGreaterThan(0);
  }
});

type OpenText = {
  readonly text: string;
  readonly personal_data: readonly { readonly type: string; readonly value: string }[];
};

const missing = sharedMissing("data/truth/opentext-2025.jsonl");
const reason = missing ? ` (skipped: ${missing})` : "";

test.skipIf(missing)(`all planted personal data is found, and nothing else${reason}`, () => {
  const rows = ["2024", "2025"].flatMap((year): OpenText[] =>
    readFileSync(sharedPath(`data/truth/opentext-${year}.jsonl`) ?? "", "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
  const planted = rows.filter((row) => row.personal_data.length > 0);
  for (const { text, personal_data } of planted) {
    const found = maskPersonalData(text).findings.map(
      ({ kind, start, end }) => `${kind} ${text.slice(start, end)}`,
    );
    expect(found.toSorted()).toEqual(personal_data.map(({ type, value }) => `${type} ${value}`).toSorted());
  }
  const clean = rows.filter((row) => row.personal_data.length === 0);
  const wrong = clean.filter(({ text }) => maskPersonalData(text).findings.length > 0);
  console.info(
    `masking: ${planted.length} of ${planted.length} texts with personal data exact, ${wrong.length} of ${clean.length} clean ones touched`,
  );
  expect(planted.length).toBeGreaterThan(20);
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

test.skipIf(missing)(`nearly every owner of the ledger is recognised when introduced${reason}`, () => {
  const rows = readFileSync(sharedPath("data/truth/ledger.csv") ?? "", "utf8")
    .trim()
    .split("\n");
  const column = rows[0]?.split(",").indexOf("owner_names") ?? -1;
  const names = rows
    .slice(1)
    .flatMap((row) => row.split(",")[column]?.split("|") ?? [])
    .filter((name) => /^\p{Script=Han}{2,4}$/u.test(name));
  const found = names.filter(
    (name) => maskPersonalData(`漏水没修好，我是${name}，请回电`).findings[0]?.kind === "name",
  );
  console.info(`masking: ${found.length} of ${names.length} introduced names found`);
  expect(names.length).toBeGreaterThan(1000);
  expect(found.length / names.length).toBeGreaterThan(0.97);
});
