/** Where the sale of a home stands; `unsold` is no contract. */
export type SaleStatus = "signed" | "subscribed" | "refunded" | "swapped" | "unsold";

const SALE: readonly (readonly [RegExp, SaleStatus])[] = [
  [/退房|退订|退定|挞定|解约|撤销|作废/, "refunded"],
  [/换房|更名换|调房/, "swapped"],
  [/待售|未售|可售|在售|未推|销控|保留/, "unsold"],
  [/签约|网签|备案|已售|成交/, "signed"],
  [/认购|认筹|定房|小订|大订/, "subscribed"],
];

/** Status of a sale from its word; without one, from what dates there are. */
export function saleStatus(
  word: string,
  dates: { readonly signed: boolean; readonly subscribed: boolean },
): SaleStatus | undefined {
  if (word !== "") return SALE.find(([pattern]) => pattern.test(word))?.[1];
  if (dates.signed) return "signed";
  return dates.subscribed ? "subscribed" : "unsold";
}

const NOT_A_HOME = /车位|车库|车房|储藏|储物|地下室|杂物|摩托车|自行车|仓库|人防/;

/** Whether a product type is a parking space, storage room or the like, which nobody lives in. */
export function isNoHome(product: string): boolean {
  return NOT_A_HOME.test(product);
}

export type Occupancy = { readonly movedIn?: boolean; readonly renovating?: boolean };

/** 已入住 · 未入住 · 装修中 · 空置; a home not handed over says nothing. */
export function occupancyOf(word: string): Occupancy {
  if (/未交付|未交房|未收房/.test(word)) return {};
  if (/装修/.test(word) && !/未装修/.test(word)) return { movedIn: false, renovating: true };
  if (/未入住|空置|闲置|未住/.test(word)) return { movedIn: false, renovating: false };
  if (/入住|自住|出租|居住/.test(word)) return { movedIn: true, renovating: false };
  return {};
}
