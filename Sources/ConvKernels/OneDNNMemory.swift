import CDnnl

typealias MemoryDescriptor = dnnl_memory_desc_t

extension OneDNNLibrary {
    /// A layout by its tag; `dnnl_format_tag_any` leaves it to the primitive.
    func layout(
        _ dimensions: [Int], _ type: dnnl_data_type_t, _ tag: dnnl_format_tag_t
    ) throws(KernelError) -> MemoryDescriptor {
        var descriptor = MemoryDescriptor()
        try Self.check(
            functions.dnnl_memory_desc_init_by_tag(
                &descriptor, Int32(dimensions.count), try checked(dimensions), type, tag),
            "dnnl_memory_desc_init_by_tag")
        return descriptor
    }

    /// 32-bit floating point in plain order, the last axis adjacent; one to five axes.
    func plainLayout(_ dimensions: [Int]) throws(KernelError) -> MemoryDescriptor {
        let tags = [dnnl_a, dnnl_ab, dnnl_abc, dnnl_abcd, dnnl_abcde]
        return try layout(dimensions, dnnl_f32, tags[dimensions.count - 1])
    }

    /// A layout by the distance of neighbours along each axis, in elements.
    func layout(
        _ dimensions: [Int], _ type: dnnl_data_type_t, strides: [Int]
    ) throws(KernelError) -> MemoryDescriptor {
        var descriptor = MemoryDescriptor()
        try Self.check(
            functions.dnnl_memory_desc_init_by_strides(
                &descriptor, Int32(dimensions.count), try checked(dimensions), type, strides.map(Int64.init)),
            "dnnl_memory_desc_init_by_strides")
        return descriptor
    }

    /// The layout of a part of a tensor.
    func part(
        of whole: MemoryDescriptor, dimensions: [Int], offsets: [Int]
    ) throws(KernelError) -> MemoryDescriptor {
        var (whole, descriptor) = (whole, MemoryDescriptor())
        try Self.check(
            functions.dnnl_memory_desc_init_submemory(
                &descriptor, &whole, dimensions.map(Int64.init), offsets.map(Int64.init)),
            "dnnl_memory_desc_init_submemory")
        return descriptor
    }

    func bytes(of layout: MemoryDescriptor) -> Int {
        var layout = layout
        return Int(functions.dnnl_memory_desc_get_size(&layout))
    }

    func areEqual(_ a: MemoryDescriptor, _ b: MemoryDescriptor) -> Bool {
        var (a, b) = (a, b)
        return functions.dnnl_memory_desc_equal(&a, &b) != 0
    }

    static let largestDimension = Int(Int32.max)

    /// oneDNN's kernels index with 32 bits along each axis.
    private func checked(_ dimensions: [Int]) throws(KernelError) -> [Int64] {
        for dimension in dimensions where dimension < 0 || dimension > Self.largestDimension {
            throw .callFailed(function: "dnnl_memory_desc_init", status: "a dimension of \(dimension)")
        }
        return dimensions.map(Int64.init)
    }
}

/// A buffer with its layout, as oneDNN sees it.
final class OneDNNTensor {
    let library: OneDNNLibrary
    let layout: MemoryDescriptor
    let buffer: AlignedBuffer
    let handle: OpaquePointer

    /// Allocates memory for the layout.
    convenience init(_ library: OneDNNLibrary, _ layout: MemoryDescriptor) throws(KernelError) {
        try self.init(library, layout, in: try AlignedBuffer(bytes: library.bytes(of: layout)))
    }

    /// Sees another layout, or a part, in an existing buffer, which it keeps alive.
    init(_ library: OneDNNLibrary, _ layout: MemoryDescriptor, in buffer: AlignedBuffer) throws(KernelError) {
        var (descriptor, handle) = (layout, OpaquePointer?.none)
        try OneDNNLibrary.check(
            library.functions.dnnl_memory_create(&handle, &descriptor, library.engine, buffer.start),
            "dnnl_memory_create")
        guard let handle else { throw .callFailed(function: "dnnl_memory_create", status: "no answer") }
        self.library = library
        self.layout = layout
        self.buffer = buffer
        self.handle = handle
    }

    deinit { _ = library.functions.dnnl_memory_destroy(handle) }

    /// Copies into another tensor of the same dimensions, changing layout and type as needed.
    func reorder(into target: OneDNNTensor) throws(KernelError) {
        let primitive = try OneDNNPrimitive(try OneDNNKernelChoice.reorder(library, from: layout, to: target.layout))
        try primitive.bind([(DNNL_ARG_FROM, self), (DNNL_ARG_TO, target)]).run()
    }
}
