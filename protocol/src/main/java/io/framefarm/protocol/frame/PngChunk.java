package io.framefarm.protocol.frame;

/** Where a chunk's data lie within the file. */
record PngChunk(int type, int offset, int length) {
    static final int IHDR = 0x49484452;
    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454e44;
    /** A palette; in an image of full colour only a suggestion for poorer displays. */
    static final int PLTE = 0x504c5445;

    static final long SIGNATURE = 0x89504e470d0a1a0aL;
    static final int SIGNATURE_BYTES = 8;
    static final int IHDR_BYTES = 13;
    /** Length, type and checksum. */
    static final int FRAME_BYTES = 12;

    /** Bit 5 of the type's first letter, its case, says whether a reader may skip a chunk that it does not know. */
    boolean mayBeSkipped() {
        return type == PLTE || (type & 0x2000_0000) != 0;
    }

    String name() {
        return new String(new char[] {
            (char) (type >>> 24), (char) (type >> 16 & 255), (char) (type >> 8 & 255), (char) (type & 255)
        });
    }
}
