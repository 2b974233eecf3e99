import { headerText } from "./header-text.ts";

/**
 * Headers of columns that no survey or ledger needs and that the law protects most (identity and bank numbers, birth,
 * health, family, faith, whereabouts): never stored, whatever the source. Rule V7.
 */
const PERSONAL =
  /身份证|证件(?:号|类型|照)|护照|户口|银行|卡号|开户|账号|出生|生日|年龄|民族|宗教|信仰|健康|病史|婚姻|家庭|子女|配偶(?:姓名|电话|证)|常住人口|学历|收入|工作单位|职业|政治面貌|车牌|微信号|qq号?$|邮箱|e-?mail|照片|人脸|指纹|通讯地址|联系地址|户籍/;

/** Whether a column under this header is dropped unread. */
export function isPersonalHeader(header: string): boolean {
  return PERSONAL.test(headerText(header));
}
