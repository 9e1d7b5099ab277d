import { cutTo, type Rule } from './rule.js';

/**
 * So many units of an act are paid on one line; those above are the member's and do not count as acts. A quantity has
 * one price, so that what is recognised divides by it without a rest.
 */
export const quantity: Rule = {
  step: 'quantity',
  apply(line, claim) {
    const limit = line.benefit?.limits?.quantity;
    if (limit === undefined || line.counted <= limit) return line;
    const unit = line.scheme / line.asked.quantity;
    return { ...cutTo(line, claim, 'quantity', unit * limit, 'SVC-007'), counted: limit };
  },
};
