import type { AgeCut } from "#surveys/tenure.ts";

const WORDS = {
  batch: {
    product_type: "margins_product_type",
    batch: "margins_batch",
    both: "margins_both",
  },
  tenure: {
    product_type: "margins_product_type",
    batch: "margins_tenure",
    both: "margins_both",
  },
} as const;

/** Message of a further margin: batches are years since handover in a wave that tells owners by these. */
export function marginWord(margin: keyof (typeof WORDS)["batch"], ageBy: AgeCut) {
  return WORDS[ageBy][margin];
}
