"use client";

import { useEffect } from "react";
import { ALIVE } from "./early-presses.ts";

/** Says that presses are answered from now on; what was pressed before is pressed again. */
export function PageAlive() {
  useEffect(() => {
    document.dispatchEvent(new Event(ALIVE));
  }, []);
  return null;
}
