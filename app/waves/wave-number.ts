/** The id of a wave in an address; undefined when it is none. */
export function waveNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}
