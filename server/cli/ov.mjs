import { begin } from "./begin.mjs";

const { main } = await begin(() => import("./ov.ts"));
await main(process.argv.slice(2));
