/** What the loader script sets before it runs the bridge. */
declare function postern(ports: unknown): void;
declare var bridgePort: number;
declare var bridgeMeasure: boolean;
