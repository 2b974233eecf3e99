"use client";

import { type RefObject, useEffect, useState } from "react";

/**
 * Whether the content has made room for the drawer over it. It does once the drawer has come to rest: laying out a wide table
 * anew in the same moment would keep the drawer from being seen.
 * @param frame what both stand in
 */
export function useRoomBeside(opened: boolean, frame: RefObject<HTMLElement | null>): boolean {
  const [room, setRoom] = useState(opened);
  useEffect(() => {
    if (!opened) {
      setRoom(false);
      return;
    }
    let gone = false;
    const drawer = frame.current?.querySelector("aside");
    void Promise.allSettled((drawer?.getAnimations() ?? []).map(({ finished }) => finished)).then(() => {
      if (!gone) setRoom(true);
    });
    return () => {
      gone = true;
    };
  }, [opened, frame]);
  return room && opened;
}
