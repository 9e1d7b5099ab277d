import { createHash } from 'node:crypto';
import { create } from 'xmlbuilder2';
import { type Currency, type Day, type Instant, type Minor, sum } from '#kernel';
import { plainAmount } from './amount-text.js';

/** Who pays or is paid, as the bank knows them. */
export interface BankParty {
  readonly name: string;
  /** An IBAN, or the bank's own number where there is none. */
  readonly account: string;
  /** BIC of the bank, where known. */
  readonly bank: string | null;
}

export interface Transfer {
  readonly remittance: string;
  readonly amount: Minor;
  readonly to: BankParty;
}

export interface PaymentOrder {
  readonly scheme: string;
  readonly from: BankParty;
  readonly executeOn: Day;
  readonly createdAt: Instant;
  readonly currency: Currency;
  readonly transfers: readonly Transfer[];
}

const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/**
 * A customer credit transfer for the scheme's bank: ISO 20022 pain.001.001.09. The message's id is made of what it
 * pays and when, so that a bank that refuses an id it knows also refuses the same order sent twice.
 */
export const paymentFile = (order: PaymentOrder): string => {
  const { from, executeOn, createdAt, currency, transfers } = order;
  const id = messageIdOf(order);
  const total = plainAmount(sum(transfers.map(({ amount }) => amount)), currency);
  const document = {
    Document: {
      '@xmlns': 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09',
      CstmrCdtTrfInitn: {
        GrpHdr: {
          MsgId: id,
          CreDtTm: createdAt,
          NbOfTxs: transfers.length,
          CtrlSum: total,
          InitgPty: { Nm: from.name },
        },
        PmtInf: {
          PmtInfId: id,
          PmtMtd: 'TRF',
          NbOfTxs: transfers.length,
          CtrlSum: total,
          ReqdExctnDt: { Dt: executeOn },
          Dbtr: { Nm: from.name },
          DbtrAcct: accountOf(from),
          DbtrAgt: agentOf(from),
          CdtTrfTxInf: transfers.map(({ remittance, amount, to }) => ({
            PmtId: { EndToEndId: remittance.slice(0, 35) },
            Amt: { InstdAmt: { '@Ccy': currency, '#': plainAmount(amount, currency) } },
            CdtrAgt: agentOf(to),
            Cdtr: { Nm: to.name },
            CdtrAcct: accountOf(to),
            RmtInf: { Ustrd: `Bordereau ${remittance}` },
          })),
        },
      },
    },
  };
  return create({ version: '1.0', encoding: 'UTF-8' }, document).end({ prettyPrint: true });
};

const messageIdOf = ({ scheme, executeOn, transfers }: PaymentOrder): string => {
  const paid = JSON.stringify([scheme, executeOn, transfers]);
  return `${executeOn.replaceAll('-', '')}-${createHash('sha256').update(paid).digest('hex').slice(0, 24)}`;
};

const accountOf = ({ account }: BankParty) => ({
  Id: iban.test(account) ? { IBAN: account } : { Othr: { Id: account } },
});

const agentOf = ({ bank }: BankParty) => ({
  FinInstnId: bank === null ? { Othr: { Id: 'NOTPROVIDED' } } : { BICFI: bank },
});
