/** The image encoder of AnimateLCM-I2V, which tells the UNet what a video begins with. */
@NullMarked
package io.framefarm.worker.network.imageencoder;

import org.jspecify.annotations.NullMarked;
