export const rooms = {} as const satisfies { [key: string]: readonly [string, string] };
