export type PhoneLoss = "PHONE_MASKED" | "PHONE_LOST";
export type PhoneReading = { readonly numbers: readonly string[]; readonly losses: readonly PhoneLoss[] };

const NONE: PhoneReading = { numbers: [], losses: [] };
const FILLER = /^(\d)\1{6,}$|^1?2345678|^0+$|^1\d{1,2}0{8,9}$/;
const LANDLINE = /^(?:\(?(0\d{2,3})\)?[-\s]*)(\d{7,8})(?:[-\s]*(?:转|分机|ext\.?|x|#)?[-\s]*(\d{1,6}))?$/i;

function areaOf(digits: string): string {
  return /^0(?:10|2\d)/.test(digits) ? digits.slice(0, 3) : digits.slice(0, 4);
}

function landline(text: string): string | undefined {
  const match = LANDLINE.exec(text);
  if (!match) return undefined;
  const [, area = "", rest = "", extension] = match;
  const written = /^\(?0\d{2,3}[-)\s]/.test(text);
  const all = area + rest;
  const code = written ? area : areaOf(all);
  return [code, all.slice(code.length), extension].filter((part) => part !== undefined).join("-");
}

function readOne(part: string): string | PhoneLoss | undefined {
  if (/[*×]|x{3,}/i.test(part)) return "PHONE_MASKED";
  if (/^\d(?:\.\d+)?E\+?\d{1,2}$/i.test(part)) return "PHONE_LOST";
  const bare = part.replace(/\.0+$/, "");
  let digits = bare.replace(/[\s\-().]/g, "").replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");
  if (!/^\+?\d+$/.test(digits)) return landline(bare);
  digits = digits.replace(/^\+/, "");
  if (FILLER.test(digits)) return undefined;
  if (/^1\d{10}$/.test(digits)) return digits;
  if (digits.startsWith("0")) return landline(bare);
  return digits.length >= 7 && digits.length <= 15 ? digits : undefined;
}

/**
 * Reads the phone numbers of a cell: digits only, without +86 and `.0`, several numbers apart, landlines as
 * area-number-extension. Masked, destroyed and filler numbers are not numbers; the first two are reported.
 * Whether a number can be dialled is not judged here: it serves to find the same person again.
 */
export function readPhones(plain: string): PhoneReading {
  if (plain === "" || plain === "0") return NONE;
  if (/^1\d{10}$/.test(plain) && !FILLER.test(plain)) return { numbers: [plain], losses: [] };
  const numbers: string[] = [];
  const losses: PhoneLoss[] = [];
  for (const part of plain.split(/[/;,、，；|\n]|(?<=\d{11})\s+(?=\d{11})/)) {
    const reading = readOne(part.trim());
    if (reading === undefined) continue;
    if (reading === "PHONE_MASKED" || reading === "PHONE_LOST") losses.push(reading);
    else if (!numbers.includes(reading)) numbers.push(reading);
  }
  return { numbers, losses: [...new Set(losses)] };
}
