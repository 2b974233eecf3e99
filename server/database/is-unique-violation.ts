/** Whether a statement failed because a row like it is there already (SQLSTATE 23505). */
export function isUniqueViolation(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "23505";
}
