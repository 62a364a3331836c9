import { parseExactly } from '../api/amount';
import { csvText } from './csvText';

it('writes every digit, nothing for what is unknown, and quotes what has to be', () => {
  const cost = parseExactly('881164.9209019131543838728') as never;
  expect(
    csvText(
      ['label', 'cost'],
      [
        ['Storage, "cold"\nand warm', cost],
        ['none', null],
      ],
    ),
  ).toBe(
    'label,cost\r\n"Storage, ""cold""\nand warm",881164.9209019131543838728\r\nnone,\r\n',
  );
});
