import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { codesOf, fixOf, issuesOf } from './issues.ts';

describe('scalars', () => {
  it.each(['credentials', 'preflightContinue', 'enforce'])('%s is a boolean', (name) => {
    const origin = 'https://a.example';
    for (const value of [true, false])
      expect(createPolicy({ origin, [name]: value }).options).toMatchObject({ [name]: value });
    for (const value of ['true', 'false', 1, 0, null, 'include', {}]) {
      expect(codesOf({ origin, [name]: value })).toEqual([`${name}: option-type`]);
    }
  });

  it.each([0, 1, 600, 86400])('maxAge %d', (maxAge) => {
    expect(createPolicy({ maxAge }).options.maxAge).toBe(maxAge);
  });

  it.each([
    [-1, 'max-age-range'],
    [1.5, 'max-age-range'],
    [86401, 'max-age-range'],
    [Number.NaN, 'max-age-range'],
    [Number.POSITIVE_INFINITY, 'max-age-range'],
    ['600', 'option-type'],
    ['10m', 'option-type'],
    [null, 'option-type'],
    [true, 'option-type'],
    [600n, 'option-type'],
  ])('maxAge %s is refused', (maxAge, code) => {
    expect(codesOf({ maxAge })).toEqual([`maxAge: ${code}`]);
  });

  it('maxAge beyond a day and below 0 are answered apart', () => {
    expect(fixOf({ maxAge: 604_800 })).toContain('Write 86400');
    expect(fixOf({ maxAge: -1 })).toContain('Write 0');
  });

  it.each([200, 204, 299])('optionsSuccessStatus %d', (optionsSuccessStatus) => {
    expect(createPolicy({ optionsSuccessStatus }).options.optionsSuccessStatus).toBe(optionsSuccessStatus);
  });

  it.each([
    [199, 'status-range'],
    [300, 'status-range'],
    [404, 'status-range'],
    [0, 'status-range'],
    [200.5, 'status-range'],
    [Number.NaN, 'status-range'],
    ['204', 'option-type'],
    [null, 'option-type'],
  ])('optionsSuccessStatus %s is refused', (optionsSuccessStatus, code) => {
    expect(codesOf({ optionsSuccessStatus })).toEqual([`optionsSuccessStatus: ${code}`]);
  });

  it.each([
    ['null', null],
    ['true', true],
    ['a list', []],
    ['a string', 'all'],
    ['a function', () => true],
  ])('dangerously is no %s', (_, dangerously) => {
    expect(issuesOf({ dangerously })).toMatchObject([
      { code: 'option-type', path: 'dangerously', value: dangerously },
    ]);
  });

  it('a switch is a boolean', () => {
    expect(codesOf({ dangerously: { reflectAnyOrigin: 'yes', allowNullOrigin: 1 } })).toEqual([
      'dangerously.allowNullOrigin: option-type',
      'dangerously.reflectAnyOrigin: option-type',
    ]);
  });
});
