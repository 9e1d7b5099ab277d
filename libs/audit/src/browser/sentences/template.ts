import type { Bilingual } from '#platform';

/**
 * Sentences of one context, by the name of the event without its context: French, English. `{field}` is a field of the
 * clear part (`{of.field}` inside another), `{field$}` an amount with its currency; what stands in `[ ]` is left out when
 * a field in it is absent.
 */
export type Sentences = Readonly<Record<string, readonly [fr: string, en: string]>>;

type Clear = Readonly<Record<string, unknown>>;

const fieldOf = (data: Clear, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Clear | null | undefined)?.[name], data);

const spoken = (value: unknown): string | null => {
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every(one => typeof one === 'string') ? value.join(', ') : String(value.length);
};

const said = (data: Clear, field: string): string | null => {
  const text = spoken(fieldOf(data, field.replace('$', '')));
  const currency = field.endsWith('$') ? spoken(data['currency']) : null;
  return text === null || currency === null ? text : `${text} ${currency}`;
};

const filled = (template: string, data: Clear): string | null => {
  let isWhole = true;
  const text = template.replace(/\{([\w.]+\$?)\}/g, (_, field: string) => {
    const value = said(data, field);
    isWhole &&= value !== null;
    return value ?? '–';
  });
  return isWhole ? text : null;
};

/** What is in brackets is there only when it can be said; an absent field outside of them is a dash. */
export const sayWith = (template: string, data: Clear): string => {
  const sure = template.replace(/\[([^\]]*)\]/g, (_, part: string) => filled(part, data) ?? '');
  return sure.replace(/\{([\w.]+\$?)\}/g, (_, field: string) => said(data, field) ?? '–');
};

export const sayIn = ([fr, en]: readonly [string, string], data: Clear): Bilingual => ({
  fr: sayWith(fr, data),
  en: sayWith(en, data),
});
