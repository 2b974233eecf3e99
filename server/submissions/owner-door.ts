import type { Door, FrontRequest, Reply } from "../http/exchange.ts";
import type { OwnerDesk } from "./owner-desk.ts";
import { receiveJson, unknownJson } from "./receive-json.ts";

const PREFIX = "/s/";

function isJson(request: FrontRequest): boolean {
  return request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
}

/** `/s/{token}`: the owner's page and the way answers come in. */
export function ownerDoor(desk: OwnerDesk): Door {
  async function answer(request: FrontRequest): Promise<Reply> {
    const invited = await desk.findInvitation(request.path.slice(PREFIX.length));
    if (!invited) return unknownJson();
    const wave = await desk.findWave(invited.waveId);
    if (request.method === "POST" && isJson(request)) return receiveJson(desk, invited, wave, request);
    return unknownJson();
  }
  return { name: "/s/:token", opens: (path) => path.startsWith(PREFIX), answer };
}
