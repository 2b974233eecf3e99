/** A phone as screens show it: first three and last four digits of long numbers, nothing of short ones. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length >= 11
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : "*".repeat(Math.min(phone.length, 8));
}

/** A name as screens show it: the first character. */
export function maskName(name: string): string {
  const [first = "", ...rest] = Array.from(name.trim());
  return first + "*".repeat(Math.min(rest.length, 3));
}
