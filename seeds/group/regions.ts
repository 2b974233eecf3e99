/** A fictitious property group. Names are invented; a resemblance is chance. */

export type SeedRegion = { readonly code: string; readonly name: string; readonly nameEn: string };

export const GROUP = { code: "HQ", name: "和岸集团", nameEn: "Hean Group" } as const;

export const REGIONS: readonly SeedRegion[] = [
  { code: "EC", name: "华东区域", nameEn: "East China" },
  { code: "SC", name: "华南区域", nameEn: "South China" },
  { code: "NC", name: "华北区域", nameEn: "North China" },
  { code: "CC", name: "华中区域", nameEn: "Central China" },
  { code: "WC", name: "西部区域", nameEn: "West China" },
];

/** Side branches of every region: property company and warranty office; one call centre for the group. */
export const SIDE_BRANCHES = [
  { suffix: "PM", kind: "property_company", name: "物业公司", nameEn: "Property company" },
  { suffix: "WO", kind: "warranty_office", name: "房屋维修部", nameEn: "Warranty office" },
] as const;

export const CALL_CENTRE = { code: "HQ-CC", name: "集团呼叫中心", nameEn: "Group call centre" } as const;
