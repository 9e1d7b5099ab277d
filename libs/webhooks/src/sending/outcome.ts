/** Why a delivery did not arrive. */
export type Fault =
  /** The receiver answered, and not with success. */
  | 'status'
  /** It sent us elsewhere: nobody is followed, as there might be a door inside. */
  | 'redirected'
  /** No answer in time. */
  | 'timeout'
  /** Its name leads nowhere, or to an address we do not deliver to. */
  | 'address'
  /** Nobody answers there, the line was cut, or its certificate is not good. */
  | 'connection';

/** What came of one attempt. Nothing of what the receiver answered is kept but its status. */
export interface Outcome {
  /** `gone`: it wants nothing any more (410). */
  readonly result: 'delivered' | 'failed' | 'gone';
  readonly status: number | null;
  readonly fault: Fault | null;
  /** How long the receiver asks us to wait. @unit seconds */
  readonly retryAfter_s: number | null;
}

export const failed = (fault: Fault): Outcome => ({ result: 'failed', status: null, fault, retryAfter_s: null });

/** The receiver's address or its key was erased: nobody will ever be told anything there, so nothing is due again. */
export const nowhere: Outcome = { ...failed('address'), result: 'gone' };

/** What an answer means (Standard Webhooks 1.0.0): 2xx alone is success, 410 is a farewell, a redirection a failure. */
export const outcomeOf = (status: number, retryAfter: string | undefined): Outcome => {
  if (status >= 200 && status < 300) return { result: 'delivered', status, fault: null, retryAfter_s: null };
  const fault = status >= 300 && status < 400 ? 'redirected' : 'status';
  return { result: status === 410 ? 'gone' : 'failed', status, fault, retryAfter_s: secondsOf(retryAfter) };
};

/** Only as seconds: a date would trust the receiver's clock. */
const secondsOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
