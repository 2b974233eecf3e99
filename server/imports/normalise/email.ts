const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/;

/**
 * The e-mail address in a cell, in lower case: the first of several. Full-width signs and a leading `mailto:` are taken
 * for what they mean. Undefined where there is none that mail could reach.
 */
export function readEmail(plain: string): string | undefined {
  for (const part of plain.normalize("NFKC").split(/[\s,;、，；|]+/)) {
    const address = part
      .replace(/^mailto:/i, "")
      .replace(/^<|>$/g, "")
      .toLowerCase();
    if (ADDRESS.test(address) && !address.includes("..") && address.length <= 254) return address;
  }
  return undefined;
}
