import { describe, expect, test } from '@jest/globals';
import { ClaimsDesk, coveredBy, line, open, yearFrom, stay } from '../../../test/claims-desk.js';

const hospital = { provider: 'HD-1' };

describe('prices', () => {
  test.each([
    [1333, 1066, 267],
    [1666, 1332, 334],
  ])('the share of %d is rounded down, the member has the rest', (allowed, scheme, member) =>
    expect(open().submit('C1', { on: '2025-05-02', lines: [line('CONS', allowed)] })).toMatchObject({ scheme, member }),
  );

  test('each line is rounded for itself', () => {
    const lines = ['A', 'B', 'C'].map(item => line('DRUG', 333, { item }));
    expect(open().submit('C1', { on: '2025-05-02', lines })).toMatchObject({ scheme: 798, member: 201 });
  });

  test('a dearer brand is the member’s choice', () =>
    expect(open().submit('C1', { on: '2025-05-02', lines: [line('DRUG', 4000, { item: 'AMOX' })] })).toMatchObject({
      allowed: 1200,
      overPrice: 2800,
      writeOff: 0,
      scheme: 960,
      copay: 240,
      memberPays: 3040,
      reasons: ['AMT-001', 'AMT-002'],
    }));

  test('the private pharmacy’s rate is its sector’s', () =>
    expect(
      open().submit('C1', { on: '2025-05-02', provider: 'PH-1', lines: [line('DRUG', 1200, { item: 'AMOX' })] }),
    ).toMatchObject({ scheme: 600, member: 600 }));

  test('above the tariff a contracted provider writes off', () =>
    expect(ClaimsDesk.openFor().submit('C1', { on: '2025-05-02', lines: [line('CONS', 1500)] })).toMatchObject({
      billed: 1500,
      allowed: 1000,
      writeOff: 500,
      scheme: 800,
      member: 200,
      memberPays: 200,
      reasons: ['AMT-001', 'AMT-002'],
    }));

  test.each([
    ['NOSUCH', 'SVC-001'],
    ['SURG', 'SVC-003'],
  ])('%s is refused: %s', (act, code) =>
    expect(ClaimsDesk.openFor().submit('C1', { on: '2025-05-02', lines: [line(act, 700)] })).toMatchObject({
      scheme: 0,
      memberPays: 700,
      reasons: [code],
    }),
  );
});

describe('the provider', () => {
  test.each([
    ['2025-07-31', 'approved', ['AMT-002']],
    ['2025-08-01', 'rejected', ['PRV-002']],
  ])('suspended from 1 August: %s is %s', (on, status, reasons) => {
    const desk = ClaimsDesk.openFor();
    desk.suspend('CSPS-1', '2025-08-01');
    expect(desk.submit('C1', { on, lines: [line('CONS', 1000)] })).toMatchObject({ status, reasons });
  });

  test('without contract nothing is paid', () =>
    expect(
      ClaimsDesk.openFor().submit('C1', { on: '2025-05-02', provider: 'X-9', lines: [line('CONS', 1000)] }).reasons,
    ).toEqual(['PRV-001']));

  test('in an emergency the member is refunded by the reference tariff', () =>
    expect(
      ClaimsDesk.openFor().submit('C1', {
        on: '2025-05-02',
        provider: 'X-9',
        emergency: true,
        lines: [line('CONS', 1500)],
      }),
    ).toMatchObject({
      payee: 'member',
      allowed: 1000,
      overPrice: 500,
      writeOff: 0,
      scheme: 800,
      member: 200,
      memberPays: 700,
    }));
});

describe('filing', () => {
  test.each([
    ['2025-06-29', 'approved'],
    ['2025-06-30', 'rejected'],
    ['2025-07-01', 'rejected'],
  ])('care on 31 March filed on %s is %s', (receivedOn, status) =>
    expect(open().submit('C1', { on: '2025-03-31', receivedOn, lines: [line('CONS', 1000)] }).status).toBe(status),
  );

  test('a late invoice of a contracted provider is written off whole', () =>
    expect(
      open().submit('C1', { on: '2025-03-31', receivedOn: '2025-07-01', lines: [line('CONS', 1000)] }),
    ).toMatchObject({
      allowed: 0,
      writeOff: 1000,
      member: 0,
      memberPays: 0,
      reasons: ['CLM-002'],
    }));

  test('a stay counts from discharge, and its admission day governs', () => {
    const cover = coveredBy(yearFrom('2024-04-01'));
    const asked = {
      on: '2025-03-30',
      admittedOn: '2025-03-30',
      dischargedOn: '2025-04-05',
      ...hospital,
      lines: stay(10_000),
    };
    expect(open({}, cover).submit('C1', { ...asked, receivedOn: '2025-07-04' })).toMatchObject({
      status: 'approved',
      scheme: 7000,
    });
    expect(open({}, cover).submit('C1', { ...asked, receivedOn: '2025-07-05' }).reasons).toEqual(['CLM-002']);
  });

  test('a stay that ends before it begins is inconsistent', () =>
    expect(
      open().submit('C1', {
        on: '2025-03-30',
        admittedOn: '2025-03-30',
        dischargedOn: '2025-03-29',
        receivedOn: '2025-04-02',
        lines: stay(10_000),
      }).reasons,
    ).toEqual(['CLM-003']));
});
