"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { MeView } from "#server/auth/me-view.ts";

const MeContext = createContext<MeView | undefined>(undefined);

export function MeProvider({ me, children }: { readonly me: MeView; readonly children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Whose eyes these are. */
export function useMe(): MeView {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe stands outside the shell");
  return me;
}
