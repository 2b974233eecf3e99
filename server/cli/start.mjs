import { begin } from "./begin.mjs";

await begin(() => import("../main.ts"));
