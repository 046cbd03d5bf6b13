/**
 * The standard library that the Espruino interpreter really has, as measured on 2v29. The device project is compiled with
 * `noLib`, so what is not declared here does not compile. Left out on purpose although present: regular expressions (their
 * counts fail in silence), Promise (order differs between builds), `.slice()` of typed arrays (returns a plain array),
 * setTimeout and Date (the firmware takes time from its clock port).
 */
interface Array<T> {
  readonly length: number;
  [index: number]: T;
  push(...items: T[]): number;
  reverse(): this;
  pop(): T | undefined;
  shift(): T | undefined;
  unshift(...items: T[]): number;
  indexOf(item: T): number;
  join(separator: string): string;
  slice(start?: number, end?: number): T[];
  splice(start: number, deleteCount: number, ...items: T[]): T[];
  concat(other: readonly T[]): T[];
  forEach(visit: (item: T, index: number) => void): void;
  map<U>(turn: (item: T, index: number) => U): U[];
  filter(keep: (item: T, index: number) => boolean): T[];
  [Symbol.iterator](): Iterator<T>;
}
interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  indexOf(item: T): number;
  concat(other: readonly T[]): T[];
  join(separator: string): string;
  slice(start?: number, end?: number): T[];
  forEach(visit: (item: T, index: number) => void): void;
  map<U>(turn: (item: T, index: number) => U): U[];
  [Symbol.iterator](): Iterator<T>;
}
interface IteratorResult<T, R = any> { done: boolean; value: T | R }
interface Iterator<T, R = any, N = any> { next(...values: [] | [N]): IteratorResult<T, R> }
interface Iterable<T, R = any, N = any> { [Symbol.iterator](): Iterator<T, R, N> }
interface SymbolConstructor { readonly iterator: unique symbol }
declare var Symbol: SymbolConstructor;

interface String {
  readonly length: number;
  readonly [index: number]: string;
  charAt(index: number): string;
  charCodeAt(index: number): number;
  /**
   * Beware: the interpreter (2v29) also "finds" a part whose beginning is the end of the text: "ab ".indexOf(" x") is 2.
   * Safe for one character; to ask whether a longer part occurs use lastIndexOf, which is right. `includes` shares the fault
   * and is left out. The simulator's context copies it, so that it shows on the desktop too.
   */
  indexOf(part: string, from?: number): number;
  lastIndexOf(part: string, from?: number): number;
  substr(start: number, length?: number): string;
  substring(start: number, end?: number): string;
  slice(start: number, end?: number): string;
  split(separator: string): string[];
  toUpperCase(): string;
  toLowerCase(): string;
  trim(): string;
  startsWith(part: string): boolean;
  endsWith(part: string): boolean;
  padStart(length: number, fill?: string): string;
  padEnd(length: number, fill?: string): string;
  repeat(count: number): string;
  replace(part: string, by: string): string;
  [Symbol.iterator](): Iterator<string>;
}
interface StringConstructor { fromCharCode(...codes: number[]): string }
declare var String: StringConstructor;

interface Number { toString(radix?: number): string }
interface Boolean {}
interface Function { readonly length: number }
interface CallableFunction extends Function {
  call<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, ...args: A): R;
  apply<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, args: A | ArrayLike<any>): R;
  bind<T, R>(this: (this: T) => R, thisArg: T): () => R;
}
interface NewableFunction extends Function {}
interface IArguments { readonly length: number; [index: number]: any }
interface Object {}
interface RegExp {}
interface ArrayLike<T> { readonly length: number; readonly [index: number]: T }
interface TemplateStringsArray extends ReadonlyArray<string> {}

interface ObjectConstructor { keys(of: object): string[]; assign<T>(to: T, from: object): T }
declare var Object: ObjectConstructor;

interface Math {
  floor(x: number): number; ceil(x: number): number; min(a: number, b: number): number; max(a: number, b: number): number;
  abs(x: number): number;
}
declare var Math: Math;
declare function parseInt(text: string, radix: number): number;
declare function isNaN(x: number): boolean;
declare var JSON: { parse(text: string): any; stringify(value: any): string };

interface ErrorConstructor { new (message: string): Error }
interface Error { message: string }
declare var Error: ErrorConstructor;

interface ArrayBuffer { readonly byteLength: number }
interface ArrayBufferConstructor { new (length: number): ArrayBuffer }
declare var ArrayBuffer: ArrayBufferConstructor;
/** Most significant byte first. */
interface DataView { getUint16(at: number): number; getUint32(at: number): number }
interface DataViewConstructor { new (buffer: ArrayBuffer): DataView }
declare var DataView: DataViewConstructor;
/** `slice` and `filter` are missing on purpose: they return a plain Array on the device. `set` past the end is dropped in silence. */
interface TypedArray {
  readonly length: number;
  readonly buffer: ArrayBuffer;
  [index: number]: number;
  set(from: ArrayLike<number>, offset?: number): void;
  fill(value: number, start?: number, end?: number): this;
  indexOf(item: number, from?: number): number;
  [Symbol.iterator](): Iterator<number>;
}
interface Uint8Array extends TypedArray { subarray(start: number, end?: number): Uint8Array }
interface Uint16Array extends TypedArray { subarray(start: number, end?: number): Uint16Array }
interface Int32Array extends TypedArray { subarray(start: number, end?: number): Int32Array }
interface Uint32Array extends TypedArray { subarray(start: number, end?: number): Uint32Array }
interface Uint8ArrayConstructor { new (length: number | ArrayLike<number> | ArrayBuffer): Uint8Array; new (buffer: ArrayBuffer, offset: number, length: number): Uint8Array }
interface Uint16ArrayConstructor { new (length: number | ArrayLike<number>): Uint16Array }
interface Int32ArrayConstructor { new (length: number | ArrayLike<number> | ArrayBuffer): Int32Array }
interface Uint32ArrayConstructor { new (length: number | ArrayLike<number>): Uint32Array }
declare var Uint8Array: Uint8ArrayConstructor;
declare var Uint16Array: Uint16ArrayConstructor;
declare var Int32Array: Int32ArrayConstructor;
declare var Uint32Array: Uint32ArrayConstructor;

type Partial<T> = { [K in keyof T]?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Exclude<T, U> = T extends U ? never : T;
