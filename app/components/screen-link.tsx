"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A way to another screen. It is fetched ahead when somebody points at it or comes to it by keyboard, not when it is drawn: a screen
 * has dozens of them, and each choice in the address would fetch them all anew.
 */
export function ScreenLink({ onPointerEnter, onFocus, ...rest }: ComponentProps<typeof Link>) {
  const [meant, setMeant] = useState(false);
  return (
    <Link
      {...rest}
      prefetch={meant ? null : false}
      onPointerEnter={(event) => {
        setMeant(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setMeant(true);
        onFocus?.(event);
      }}
    />
  );
}
