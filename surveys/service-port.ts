/** Service departments (客服端口) that answer for items; the codes are those of the record's table `port`. */
export const SERVICE_PORTS = [
  "customer_relations",
  "sales",
  "service",
  "engineering",
  "design",
  "property",
  "warranty",
] as const;
export type ServicePort = (typeof SERVICE_PORTS)[number];

export type ServicePortLabel = { readonly zh: string; readonly en: string };

export const SERVICE_PORT_LABELS: Readonly<Record<ServicePort, ServicePortLabel>> = {
  customer_relations: { zh: "集团客户关系中心", en: "Group customer relations" },
  sales: { zh: "营销", en: "Sales" },
  service: { zh: "客服", en: "Customer service" },
  engineering: { zh: "工程", en: "Engineering" },
  design: { zh: "设计", en: "Design" },
  property: { zh: "物业", en: "Property service" },
  warranty: { zh: "房修", en: "Warranty repair" },
};
