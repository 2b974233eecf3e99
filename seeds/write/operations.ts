import type { PoolClient } from "pg";
import { copyIn } from "../copy-in.ts";
import type { SyntheticGroup } from "../synthetic-group.ts";

/** Writes repair orders and complaints. */
export async function writeOperations(
  client: PoolClient,
  group: SyntheticGroup,
  units: ReadonlyMap<string, number>,
  homes: ReadonlyMap<number, number>,
): Promise<void> {
  await copyIn(
    client,
    "repair_order",
    [
      "project_id",
      "order_no",
      "home_id",
      "reported_at",
      "channel",
      "category",
      "dispatched_at",
      "arrived_at",
      "closed_at",
      "status",
      "in_warranty",
      "reopened",
      "on_time",
    ],
    group.repairs.map((order) => [
      units.get(order.home.project),
      order.orderNo,
      homes.get(order.home.id),
      order.reportedAt,
      order.channel,
      order.category,
      order.dispatchedAt,
      order.arrivedAt,
      order.closedAt,
      order.status,
      order.inWarranty,
      order.reopened,
      order.onTime,
    ]),
  );
  await copyIn(
    client,
    "complaint",
    [
      "project_id",
      "complaint_no",
      "home_id",
      "submitted_at",
      "channel",
      "category",
      "level",
      "is_group",
      "people",
      "port",
      "reply_due_at",
      "first_reply_at",
      "closed_at",
      "status",
      "solved",
    ],
    group.complaints.map((item) => [
      units.get(item.home.project),
      item.complaintNo,
      homes.get(item.home.id),
      item.submittedAt,
      item.channel,
      item.category,
      item.level,
      item.isGroup,
      item.people,
      item.port,
      item.replyDueAt,
      item.firstReplyAt,
      item.closedAt,
      item.status,
      item.solved,
    ]),
  );
}
