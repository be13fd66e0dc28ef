export { readCursor, readMarks, type Mark, type MarkedText } from '../../server/src/core/rules/example.ts';
