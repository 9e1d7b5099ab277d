/** Whether what is known says the same as what is asked, field by field of what is known that is asked too. */
export const alike = (known: object, asked: object): boolean =>
  Object.entries(known).every(
    ([field, value]) => !(field in asked) || Object.is((asked as Record<string, unknown>)[field], value),
  );
