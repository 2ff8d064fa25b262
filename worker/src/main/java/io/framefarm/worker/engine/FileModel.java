package io.framefarm.worker.engine;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.ControlNetConfig;
import io.framefarm.worker.checkpoint.layout.ImageEncoderConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.clip.TokenEmbeddings;
import io.framefarm.worker.network.imageencoder.ImageEncoderGraph;
import io.framefarm.worker.network.taesd.TaesdDecoderGraph;
import io.framefarm.worker.network.unet.ControlNetGraph;
import io.framefarm.worker.network.unet.RunGraph;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.network.vae.VaeEncoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.sampling.LinearStep;
import io.framefarm.worker.text.PromptTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A bound model whose networks are built from the pack's files, and kept in the engine's cache. */
final class FileModel implements BoundModel {

    private final OpenPack files;
    private final LoraSet loras;
    private final LoraMerge merge;
    private final NetworkCache networks;
    private final OpenNetwork runtime;
    private final TokenEmbeddings tokenTable;
    private final PromptTokens tokens;
    private final Supplier<String> textHash;

    FileModel(OpenPack files, LoraSet loras, LoraMerge merge, NetworkCache networks, OpenNetwork runtime) {
        this.files = files;
        this.loras = loras;
        this.merge = merge;
        this.networks = networks;
        this.runtime = runtime;
        this.tokenTable = new TokenEmbeddings(files.textEncoder());
        this.tokens = new PromptTokens(
                files.tokenizer(),
                files.learned().triggers(),
                files.textEncoder().config().positions());
        this.textHash = new Lazy<>(this::computeTextHash);
    }

    @Override
    public PromptTokens tokens() {
        return tokens;
    }

    @Override
    public float[] tokenEmbeddings(int[] ids) {
        int width = textWidth();
        float[] embeddings = new float[ids.length * width];
        for (int i = 0; i < ids.length; i++) {
            float[] vector = files.learned().has(ids[i]) ? files.learned().vector(ids[i]) : tokenTable.lookUp(ids[i]);
            System.arraycopy(vector, 0, embeddings, i * width, width);
        }
        return embeddings;
    }

    @Override
    public String textHash() {
        return textHash.get();
    }

    /** Of the weights as they are after merging, so that LoRAs that leave the text encoder alone share its results. */
    private String computeTextHash() {
        ContentHash hash = new ContentHash()
                .add(files.textEncoder().config().toString())
                .add(pack().weights().clipSkip())
                .add(merged(files.textEncoder()).tensors());
        return files.learned().addTo(hash).hex();
    }

    @Override
    public int textWidth() {
        return files.textEncoder().config().width();
    }

    @Override
    public int latentChannels() {
        return files.unet().config().inChannels();
    }

    @Override
    public boolean hasMotion() {
        return files.motion().isPresent();
    }

    @Override
    public int maxFrames() {
        return files.maxFrames();
    }

    @Override
    public Lease textEncoder() {
        return borrow(
                "text",
                () -> ClipTextGraph.build(
                        adapted(files.textEncoder(), runtime.exactOperators()),
                        1,
                        pack().weights().clipSkip(),
                        runtime.exactOperators()));
    }

    @Override
    public Lease unet(UNetInput size) {
        return borrow("unet " + size, () -> unetGraph(size));
    }

    private Graph unetGraph(UNetInput size) {
        return files.motion()
                .map(motion -> UNetGraph.videos(
                        adapted(files.unet()),
                        adapted(motion),
                        pack().weights().motionNorm(),
                        size,
                        runtime.operators()))
                .orElseGet(() -> UNetGraph.images(adapted(files.unet()), size, runtime.operators()));
    }

    @Override
    public Lease run(UNetInput size, List<LinearStep> steps) {
        NetworkWeights<MotionConfig> motion = files.motion().orElseThrow();
        return borrow(
                "run " + size + " " + steps,
                () -> RunGraph.videos(
                        adapted(files.unet()),
                        adapted(motion),
                        pack().weights().motionNorm(),
                        size,
                        steps,
                        runtime.operators()));
    }

    @Override
    public int stepsTogether() {
        return runtime.stepsTogether();
    }

    @Override
    public Lease vaeDecoder(int latentHeight, int latentWidth) {
        return borrowUnadapted(
                "vae " + latentHeight + "x" + latentWidth,
                () -> VaeDecoderGraph.build(files.vae(), 1, latentHeight, latentWidth, runtime.exactOperators()));
    }

    @Override
    public Lease draftDecoder(int latentHeight, int latentWidth) {
        NetworkWeights<TaesdConfig> weights = files.requireDraftDecoder();
        return borrowUnadapted(
                "draft " + latentHeight + "x" + latentWidth,
                () -> TaesdDecoderGraph.build(weights, 1, latentHeight, latentWidth, runtime.exactOperators()));
    }

    @Override
    public Lease vaeEncoder(int latentHeight, int latentWidth) {
        int height = latentHeight * LatentShape.PIXELS;
        int width = latentWidth * LatentShape.PIXELS;
        return borrowUnadapted(
                "vae encoder " + latentHeight + "x" + latentWidth,
                () -> VaeEncoderGraph.build(files.vae(), 1, height, width, runtime.exactOperators()));
    }

    @Override
    public float latentScale() {
        return (float) files.vae().config().scalingFactor();
    }

    @Override
    public Lease imageEncoder(int frames, int latentHeight, int latentWidth) {
        NetworkWeights<ImageEncoderConfig> weights = files.guides().requireImageEncoder();
        return borrowUnadapted(
                "image encoder " + frames + "x" + latentHeight + "x" + latentWidth,
                () -> ImageEncoderGraph.build(weights, frames, latentHeight, latentWidth, runtime.exactOperators()));
    }

    @Override
    public Lease controlNet(String name, LatentShape shape, int texts, int tokens) {
        NetworkWeights<ControlNetConfig> weights = files.guides().requireControlNet(name);
        return borrowUnadapted(
                "controlnet " + name + " " + shape + " " + texts + " texts of " + tokens,
                () -> ControlNetGraph.build(
                        weights, shape.frames(), shape.height(), shape.width(), texts, tokens, runtime.operators()));
    }

    @Override
    public float controlScale(String name) {
        return pack().guides().requireControlNet(name).scale();
    }

    /** LoRAs do not touch these networks, so all sets share one. */
    private Lease borrowUnadapted(String name, Supplier<Graph> graph) {
        return networks.borrow(new NetworkKey(pack().name(), "", name), () -> runtime.open(graph.get()));
    }

    private Lease borrow(String name, Supplier<Graph> graph) {
        return networks.borrow(
                new NetworkKey(pack().name(), loras.key(), name), () -> runtime.openSharing(graph.get()));
    }

    private <C extends NetworkConfig> NetworkWeights<C> adapted(NetworkWeights<C> weights) {
        return adapted(weights, runtime.operators());
    }

    private <C extends NetworkConfig> NetworkWeights<C> adapted(NetworkWeights<C> weights, Operators operators) {
        return runtime.sharesWeights(operators) ? inFloats(weights) : merged(weights);
    }

    /**
     * Nothing is computed here: what other sets of LoRAs leave as it is has been converted for them. Matrices are shared;
     * other weights go into the session as they are stored.
     */
    private <C extends NetworkConfig> NetworkWeights<C> inFloats(NetworkWeights<C> weights) {
        return weights.with(tensor -> tensor.isMatrix() ? merge.inFloats(tensor) : merge.changed(tensor));
    }

    private <C extends NetworkConfig> NetworkWeights<C> merged(NetworkWeights<C> weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        // On all processors: most of the time goes into reading and writing numbers of half precision.
        List<Tensor> changed = merge.touchedTensors().parallelStream()
                .filter(tensors::containsKey)
                .map(weights::tensor)
                .map(merge::merge)
                .toList();
        changed.forEach(tensor -> tensors.put(tensor.name(), tensor));
        return new NetworkWeights<>(weights.config(), tensors);
    }

    private ModelPack pack() {
        return files.pack();
    }
}
