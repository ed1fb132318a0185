import CDnnl

/// What a oneDNN kernel does to its result before storing it.
struct OneDNNFusion {
    enum Step {
        /// Adds what the result's memory held before (a residual addition in place).
        case accumulate
        case pointwise(OneDNNFunction)
    }

    var steps: [Step] = []
    /// Multiplies the sums of an integer kernel.
    var scale: Float = 1
}

/// An element-wise function by oneDNN's name and its two parameters.
struct OneDNNFunction {
    var algorithm: dnnl_alg_kind_t
    var alpha: Float = 0
    var beta: Float = 0
}

/// oneDNN's attributes of a primitive: scratch memory is ours, so that a run never allocates.
final class OneDNNAttributes {
    private let library: OneDNNLibrary
    let handle: OpaquePointer

    init(_ library: OneDNNLibrary, _ fusion: OneDNNFusion) throws(KernelError) {
        var attributes: OpaquePointer?
        try OneDNNLibrary.check(
            library.functions.dnnl_primitive_attr_create(&attributes), "dnnl_primitive_attr_create")
        guard let attributes else { throw .callFailed(function: "dnnl_primitive_attr_create", status: "no answer") }
        self.library = library
        handle = attributes
        try OneDNNLibrary.check(
            library.functions.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
            "dnnl_primitive_attr_set_scratchpad_mode")
        if fusion.scale != 1 {
            var scale = fusion.scale
            try OneDNNLibrary.check(
                library.functions.dnnl_primitive_attr_set_output_scales(attributes, 1, 0, &scale),
                "dnnl_primitive_attr_set_output_scales")
        }
        if !fusion.steps.isEmpty { try append(fusion.steps) }
    }

    deinit { _ = library.functions.dnnl_primitive_attr_destroy(handle) }

    private func append(_ steps: [OneDNNFusion.Step]) throws(KernelError) {
        var list: OpaquePointer?
        try OneDNNLibrary.check(library.functions.dnnl_post_ops_create(&list), "dnnl_post_ops_create")
        defer { _ = library.functions.dnnl_post_ops_destroy(list) }
        for step in steps {
            switch step {
            case .accumulate:
                try OneDNNLibrary.check(
                    library.functions.dnnl_post_ops_append_sum(list, 1), "dnnl_post_ops_append_sum")
            case .pointwise(let function):
                try OneDNNLibrary.check(
                    library.functions.dnnl_post_ops_append_eltwise(
                        list, 1, function.algorithm, function.alpha, function.beta), "dnnl_post_ops_append_eltwise")
            }
        }
        try OneDNNLibrary.check(
            library.functions.dnnl_primitive_attr_set_post_ops(handle, list), "dnnl_primitive_attr_set_post_ops")
    }
}
