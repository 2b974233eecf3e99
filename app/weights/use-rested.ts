import { startTransition, useEffect, useState } from "react";

/** How long a hand must rest before what is slower, or only read, follows it. */
const REST_MS = 250;

/** A value as it was when the hand last rested. */
export function useRested<Value>(now: Value): Value {
  const [rested, setRested] = useState(() => now);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setRested(() => now)), REST_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return rested;
}
