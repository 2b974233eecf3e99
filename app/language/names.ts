import type { NodeRef } from "#server/indicators/reading-view.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import type { ProjectNamed } from "#server/organisation/project-name.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASE_LABELS, type OwnerPhase } from "#surveys/owner-phase.ts";
import type { Text } from "#surveys/question.ts";
import { SERVICE_PORT_LABELS, SERVICE_PORTS, type ServicePort } from "#surveys/service-port.ts";
import type { TenureSpan } from "#surveys/tenure.ts";
import { tenureLabel } from "#surveys/tenure-label.ts";

/** Two characters, or one English word. */
const SHORT_PORTS: Readonly<Record<ServicePort, Text>> = {
  ...SERVICE_PORT_LABELS,
  customer_relations: { zh: "集团", en: "HQ" },
  service: { zh: "客服", en: "Service" },
  engineering: { zh: "工程", en: "Building" },
  property: { zh: "物业", en: "Property" },
  warranty: { zh: "房修", en: "Warranty" },
};

/** Names of things in a language; the Chinese name where there is no other. */
export function namesIn(english: boolean) {
  const text = (value: Text) => (english ? value.en : value.zh);
  return {
    text,
    unit: (unit: Pick<UnitRef, "name" | "nameEn">) => (english ? (unit.nameEn ?? unit.name) : unit.name),
    wave: (wave: Pick<WaveOption, "name" | "nameEn">) => (english ? (wave.nameEn ?? wave.name) : wave.name),
    project: ({ project, projectEn }: ProjectNamed) => (english ? (projectEn ?? project) : project),
    node: (node: Pick<NodeRef, "title">) => text(node.title),
    phase: (phase: OwnerPhase) => {
      const label = OWNER_PHASE_LABELS.find((candidate) => candidate.phase === phase);
      return label ? text(label) : phase;
    },
    phaseSpan: (phase: OwnerPhase) => {
      const label = OWNER_PHASE_LABELS.find((candidate) => candidate.phase === phase);
      return label ? (english ? label.spanEn : label.spanZh) : "";
    },
    /** Years since handover; "ahead" are homes not handed over yet. */
    tenure: (tenure: TenureSpan | "ahead") => text(tenureLabel(tenure)),
    /** For narrow columns. */
    portShort: (code: string) => {
      const port = SERVICE_PORTS.find((candidate) => candidate === code);
      return port ? text(SHORT_PORTS[port]) : code;
    },
    port: (code: string) => {
      const port = SERVICE_PORTS.find((candidate) => candidate === code);
      return port ? text(SERVICE_PORT_LABELS[port]) : code;
    },
  };
}
