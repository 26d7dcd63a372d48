export const pictures = {} as const satisfies { [key: string]: readonly [string, string] };
