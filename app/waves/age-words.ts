/** Message of what a wave tells owners by. */
export const AGE_WORDS = { batch: "ageBy_batch", tenure: "ageBy_tenure" } as const;
