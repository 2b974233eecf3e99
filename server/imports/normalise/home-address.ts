import { chineseNumber } from "./chinese-number.ts";

/** Where a home stands in its project, in the one way of writing all its variants come down to. */
export type HomeAddress = { readonly building: string; readonly unit: string; readonly room: string };

function label(text: string, endings: RegExp): string {
  const bare = text.replace(/\s+/g, "").replace(endings, "");
  const number = chineseNumber(bare);
  if (number !== undefined) return String(number);
  return bare.toUpperCase().replace(/(?<!\d)0+(?=\d)/g, "");
}

/** 3#楼 · 3栋 · 三栋 · 3号楼 · 3幢 · 03# → 3; A座 → A; 南区3栋 → 南区3. */
export function readBuilding(plain: string): string {
  return label(plain, /(?:#楼?|号?楼|栋|幢|座|号)$/);
}

/** 1单元 · 一单元 · 01 → 1. */
export function readUnit(plain: string): string {
  return label(plain, /(?:单元|门|梯)$/);
}

/** 0301室 · 301 (its zero lost) · 301号 → 0301; other labels stay. */
export function readRoom(plain: string): string {
  const bare = plain
    .replace(/\s+/g, "")
    .replace(/(?:室|号房?|房)$/, "")
    .toUpperCase();
  return /^\d{3}$/.test(bare) ? `0${bare}` : bare;
}

/**
 * Address of a home from its three cells; a room cell such as 1-3-0301 or 3栋1单元301 holds all of it when building and
 * unit are empty. The zone of 南区-3-1-301 stays part of the building.
 */
export function readHomeAddress(building: string, unit: string, room: string): HomeAddress {
  if (building === "" && unit === "") {
    const dashed = /^(?:(.+?)-)?([^-]+)-([^-]+)-([^-]+)$/.exec(room.replace(/\s+/g, ""));
    if (dashed) {
      const [, zone, part = "", unitPart = "", roomPart = ""] = dashed;
      return {
        building: `${zone ?? ""}${readBuilding(part)}`,
        unit: readUnit(unitPart),
        room: readRoom(roomPart),
      };
    }
    const spoken = /^(.+?(?:#楼?|号楼|栋|幢|座))(?:(.+?)单元)?(.+)$/.exec(room);
    if (spoken)
      return {
        building: readBuilding(spoken[1] ?? ""),
        unit: readUnit(spoken[2] ?? ""),
        room: readRoom(spoken[3] ?? ""),
      };
  }
  return { building: readBuilding(building), unit: readUnit(unit), room: readRoom(room) };
}
