import type { OwnerPhase } from "#surveys/owner-phase.ts";

export type SurveyMode = "web" | "phone" | "visit";

/** How somebody was asked, from a vendor's word. */
export function readMode(plain: string): SurveyMode | undefined {
  if (/网|链接|微信|短信|扫码|二维码|线上|在线|h5|web/i.test(plain)) return "web";
  if (/电话|电访|热线|cati|phone/i.test(plain)) return "phone";
  if (/入户|上门|面访|现场|拦截|visit/i.test(plain)) return "visit";
  return undefined;
}

/** Owner phase from a vendor's word; it is compared, never believed. */
export function readPhase(plain: string): OwnerPhase | undefined {
  if (/准业主/.test(plain)) return "P";
  if (/磨合/.test(plain)) return "R";
  if (/稳定/.test(plain)) return "S";
  return /老业主/.test(plain) ? "O" : undefined;
}
