import { useMemo } from "react";

/** A value of JSON as it was first met for as long as it says the same, so that what hangs on it is not drawn again. */
export function useSame<Value>(value: Value): Value {
  const said = JSON.stringify(value);
  return useMemo(() => JSON.parse(said) as Value, [said]);
}
