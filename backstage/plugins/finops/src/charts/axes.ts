/** How axes look on every chart. */
export const MONTHS_AXIS = {
  dataKey: 'period',
  stroke: 'var(--bui-fg-secondary)',
  tickLine: false,
} as const;

export const VALUES_AXIS = {
  width: 56,
  stroke: 'var(--bui-fg-secondary)',
  tickLine: false,
  axisLine: false,
} as const;
