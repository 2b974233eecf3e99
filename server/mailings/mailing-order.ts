import { z } from "zod";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { MAILING_LANGUAGES } from "./mailing-language.ts";

export const MAILING_KINDS = ["invitation", "reminder"] as const;
export type MailingKind = (typeof MAILING_KINDS)[number];

/** Ways of writing to owners. All but e-mail are files: a vendor sends them, or a printer prints them. */
export const WRITTEN_CHANNELS = ["sms", "wechat", "letter", "poster", "email"] as const;
export type WrittenChannel = (typeof WRITTEN_CHANNELS)[number];

/** Whom an order is for, as the record keeps it. */
export const mailingAudience = z.strictObject({
  projectIds: z.array(z.int().positive()).min(1).max(2_000).optional(),
  phases: z.array(z.enum(OWNER_PHASES)).min(1).max(4).optional(),
  limit: z.int().min(1).max(5_000_000).optional(),
});
export type MailingAudience = z.infer<typeof mailingAudience>;

/** Whom to write to, and how, as a person asks for it. Units are regions or projects. */
export const mailingWish = z.strictObject({
  waveId: z.int().positive(),
  kind: z.enum(MAILING_KINDS),
  channel: z.enum(WRITTEN_CHANNELS),
  unitIds: z.array(z.int().positive()).min(1).max(500).optional(),
  phases: mailingAudience.shape.phases,
  limit: mailingAudience.shape.limit,
});
export type MailingWish = z.infer<typeof mailingWish>;

export const mailingOrder = mailingWish.extend({
  language: z.enum(MAILING_LANGUAGES).default("zh-CN"),
  /** Now when absent. */
  sendAt: z.iso.datetime({ offset: true }).optional(),
  /** Named by whoever orders: the same order sent twice is one. */
  requestId: z.uuid(),
});
export type MailingOrder = z.infer<typeof mailingOrder>;
