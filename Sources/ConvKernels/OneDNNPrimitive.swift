import CDnnl

/// What oneDNN chose for an operation: a kernel with the layouts it wants (a "primitive descriptor").
final class OneDNNKernelChoice {
    let library: OneDNNLibrary
    let handle: OpaquePointer

    /// Chooses a kernel for the operation that `descriptor` describes.
    ///
    /// - Parameter hint: the forward kernel, for the backward passes.
    init<Descriptor>(
        _ library: OneDNNLibrary, _ descriptor: Descriptor, fusion: OneDNNFusion = OneDNNFusion(),
        hint: OneDNNKernelChoice? = nil
    ) throws(KernelError) {
        let attributes = try OneDNNAttributes(library, fusion)
        var handle: OpaquePointer?
        let status = withUnsafePointer(to: descriptor) {
            library.functions.dnnl_primitive_desc_create(
                &handle, UnsafeRawPointer($0), attributes.handle, library.engine, hint?.handle)
        }
        try OneDNNLibrary.check(status, "dnnl_primitive_desc_create")
        guard let handle else { throw .callFailed(function: "dnnl_primitive_desc_create", status: "no answer") }
        self.library = library
        self.handle = handle
    }

    /// Takes what a call of the library made, for the operations that have no descriptor of their own.
    init(
        _ library: OneDNNLibrary, _ function: String,
        _ make: (_ handle: inout OpaquePointer?, _ attributes: OpaquePointer) -> dnnl_status_t
    ) throws(KernelError) {
        let attributes = try OneDNNAttributes(library, OneDNNFusion())
        var handle: OpaquePointer?
        try OneDNNLibrary.check(make(&handle, attributes.handle), function)
        guard let handle else { throw .callFailed(function: function, status: "no answer") }
        self.library = library
        self.handle = handle
    }

    deinit { _ = library.functions.dnnl_primitive_desc_destroy(handle) }

    /// A copy from one layout or type to another.
    static func reorder(
        _ library: OneDNNLibrary, from: MemoryDescriptor, to: MemoryDescriptor
    ) throws(KernelError) -> OneDNNKernelChoice {
        var (from, to) = (from, to)
        return try OneDNNKernelChoice(library, "dnnl_reorder_primitive_desc_create") { handle, attributes in
            library.functions.dnnl_reorder_primitive_desc_create(
                &handle, &from, library.engine, &to, library.engine, attributes)
        }
    }

    /// The library's name of the kernel, such as `brgconv:avx512_core`.
    var name: String {
        var text: UnsafePointer<CChar>?
        let status = withUnsafeMutablePointer(to: &text) {
            library.functions.dnnl_primitive_desc_query(
                handle, dnnl_query_impl_info_str, 0, UnsafeMutableRawPointer($0))
        }
        guard status == dnnl_success, let text else { return "unknown" }
        return String(cString: text)
    }

    /// The layout of one argument; nil where the kernel has none such.
    func layout(_ query: dnnl_query_t, _ index: Int = 0) -> MemoryDescriptor? {
        library.functions.dnnl_primitive_desc_query_md(handle, query, Int32(index))?.pointee
    }

    /// Bytes of the memory that a run needs for itself.
    var scratchBytes: Int {
        layout(dnnl_query_scratchpad_md).map { library.bytes(of: $0) } ?? 0
    }
}

/// A kernel compiled, with its scratch memory.
final class OneDNNPrimitive {
    let choice: OneDNNKernelChoice
    let scratch: OneDNNTensor?
    private let handle: OpaquePointer

    /// - Parameter room: hands out the scratch memory, at least so many bytes; memory of its own where nil.
    init(
        _ choice: OneDNNKernelChoice, scratch room: ((_ bytes: Int) throws(KernelError) -> AlignedBuffer)? = nil
    ) throws(KernelError) {
        var handle: OpaquePointer?
        try OneDNNLibrary.check(
            choice.library.functions.dnnl_primitive_create(&handle, choice.handle), "dnnl_primitive_create")
        guard let handle else { throw .callFailed(function: "dnnl_primitive_create", status: "no answer") }
        self.choice = choice
        self.handle = handle
        if let layout = choice.layout(dnnl_query_scratchpad_md), choice.library.bytes(of: layout) > 0 {
            if let room {
                scratch = try OneDNNTensor(choice.library, layout, in: try room(choice.library.bytes(of: layout)))
            } else {
                scratch = try OneDNNTensor(choice.library, layout)
            }
        } else {
            scratch = nil
        }
    }

    deinit { _ = choice.library.functions.dnnl_primitive_destroy(handle) }

    /// Ties the kernel to its tensors.
    func bind(_ arguments: [(Int32, OneDNNTensor)]) -> OneDNNCall {
        var all = arguments
        if let scratch { all.append((DNNL_ARG_SCRATCHPAD, scratch)) }
        return OneDNNCall(self, handle, all)
    }
}

/// A kernel with all its arguments; running it is one call of the library.
final class OneDNNCall {
    private let primitive: OneDNNPrimitive
    private let handle: OpaquePointer
    private let library: OneDNNLibrary
    private let tensors: [OneDNNTensor]
    private let arguments: [dnnl_exec_arg_t]

    var name: String { primitive.choice.name }
    var scratch: OneDNNTensor? { primitive.scratch }

    fileprivate init(_ primitive: OneDNNPrimitive, _ handle: OpaquePointer, _ arguments: [(Int32, OneDNNTensor)]) {
        self.primitive = primitive
        self.handle = handle
        library = primitive.choice.library
        tensors = arguments.map(\.1)
        self.arguments = arguments.map { dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle) }
    }

    /// Executes and waits.
    @inline(__always)
    func run() throws(KernelError) {
        let status = arguments.withUnsafeBufferPointer {
            archcost_dnnl_execute(library.table, handle, library.stream, Int32($0.count), $0.baseAddress)
        }
        try OneDNNLibrary.check(status, "dnnl_primitive_execute")
        _ = library.functions.dnnl_stream_wait(library.stream)
    }
}
