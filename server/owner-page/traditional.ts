import { ConverterFactory, Locale } from "opencc-js/cn2t";

/**
 * What houses and their service are called in Taiwan, laid over the characters. Longer words first; the last ones mend
 * what goes wrong where two words meet.
 */
const WORDS: [string, string][] = [
  ["戶型佈局", "室內格局"],
  ["公共部位", "公共部分"],
  ["樣板間", "樣品屋"],
  ["衛生間", "浴廁"],
  ["開發商", "建商"],
  ["公眾號", "官方帳號"],
  ["公告欄", "公布欄"],
  ["戶型", "格局"],
  ["質量", "品質"],
  ["收房", "交屋"],
  ["交房", "交屋"],
  ["驗房", "驗屋"],
  ["小區", "社區"],
  ["保修", "保固"],
  ["響應", "回應"],
  ["短信", "簡訊"],
  ["鏈接", "連結"],
  ["前臺", "櫃檯"],
  ["聯系", "聯繫"],
];

let convert: ((text: string) => string) | undefined;

/**
 * Chinese of the mainland in the characters and house words of Taiwan. The first call reads a dictionary, which takes
 * some hundred milliseconds; texts of a questionnaire are converted once, for its pages are kept.
 */
export function traditional(text: string): string {
  convert ??= ConverterFactory(Locale.from.cn ?? [], Locale.to.tw ?? [], [WORDS]);
  return convert(text);
}
