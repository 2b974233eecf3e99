const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"]);

/**
 * Whether a failure means that PostgreSQL cannot be reached or is stopping or starting, rather than that a statement
 * is wrong: SQLSTATE class 08, 57P01–57P05, 53300, a broken socket, or the driver's own timeouts.
 */
export function isUnavailable(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  const code = "code" in failure ? String(failure.code) : "";
  if (SOCKET.has(code) || /^(08|57P0|53300)/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    failure.message,
  );
}
