/** What the loader script sets before it runs the bridge. */
declare function postern(ports: unknown): void;
declare var bridgePort: number;
declare var bridgeMeasure: boolean;
/** What the simulator calls line by line when the bridge is the console's cable: hal/bridge/cable.ts. */
declare var cable: (number: number, piece: string, checksum: number, more: number) => void;
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
