/** Who founds a group: a village, an association, a credit group, an employer. */
export const groupKinds = ['village', 'association', 'creditGroup', 'employer'] as const;
export type GroupKind = (typeof groupKinds)[number];
